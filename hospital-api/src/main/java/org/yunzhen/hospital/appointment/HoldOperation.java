package org.yunzhen.hospital.appointment;

import jakarta.inject.Singleton;

/** {@code Slot/{id}/$hold}: a number that returns unless it is booked or paid in time. */
@Singleton
class HoldOperation extends NumberOperation {
    HoldOperation(BookingService bookings) {
        super(
                bookings,
                "hold",
                true,
                "Holds a number of the slot for a while; book or pay to keep it");
    }
}
