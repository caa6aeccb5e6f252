/** The steps of the journey, a chapter each, in the order in which a patient lives them. */
package org.yunzhen.e2e.journey;
