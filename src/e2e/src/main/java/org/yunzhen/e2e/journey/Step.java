package org.yunzhen.e2e.journey;

/**
 * One promise and how it is tried.
 *
 * @param promise what is printed
 * @param trial fails when the promise is broken
 */
record Step(String promise, Runnable trial) {}
