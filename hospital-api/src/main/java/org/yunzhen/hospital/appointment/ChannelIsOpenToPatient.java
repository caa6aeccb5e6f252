package org.yunzhen.hospital.appointment;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.yunzhen.mappings.code.Coded;
import org.yunzhen.mappings.code.QuotaChannel;
import org.yunzhen.mappings.refusal.Issue;
import org.yunzhen.mappings.refusal.Refusal;

/**
 * The numbers kept for some are taken by them only: the elderly from 60 years on, patients of a
 * family doctor those of the team. Numbers a doctor adds are given by the doctor.
 */
@ApplicationScoped
class ChannelIsOpenToPatient implements BookingRule {
    /** Article 2 of the law on the rights of the elderly: from 60 on. */
    private static final int ELDERLY_FROM_YEARS = 60;

    @Override
    public Optional<Issue> check(Booking booking) {
        QuotaChannel channel =
                Coded.find(QuotaChannel.class, booking.wish().channel()).orElseThrow();
        boolean open =
                switch (channel) {
                    case PUBLIC -> true;
                    case ELDERLY ->
                            booking.age()
                                    .filter(age -> age.getYears() >= ELDERLY_FROM_YEARS)
                                    .isPresent();
                    case FAMILY_DOCTOR -> booking.patient().has("generalPractitioner");
                    case ADD_ON -> false;
                };
        return open
                ? Optional.empty()
                : Optional.of(
                        Issue.of(Refusal.CHANNEL_NOT_ALLOWED)
                                .at("Parameters.parameter.where(name='channel')"));
    }
}
