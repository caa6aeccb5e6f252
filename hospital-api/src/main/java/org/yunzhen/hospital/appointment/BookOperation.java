package org.yunzhen.hospital.appointment;

import jakarta.inject.Singleton;

/** {@code Slot/{id}/$book}: a number of the slot, exactly once. */
@Singleton
class BookOperation extends NumberOperation {
    BookOperation(BookingService bookings) {
        super(
                bookings,
                "book",
                false,
                "Gives a patient a number of the slot; a fee makes it held until it is paid");
    }
}
