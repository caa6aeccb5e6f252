package org.yunzhen.e2e.journey;

import java.util.List;

/** Some steps that belong together. */
interface Chapter {
    /** The steps in their order. */
    List<Step> steps();
}
