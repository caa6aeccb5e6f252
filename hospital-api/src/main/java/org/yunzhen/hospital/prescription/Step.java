package org.yunzhen.hospital.prescription;

/** What moves a prescription from one status to another. */
enum Step {
    RECEIVE,
    APPROVE,
    RETURN,
    CLAIM,
    RELEASE,
    COMPLETE,
    REVOKE,
    ACCEPT_REVOCATION,
    EXPIRE
}
