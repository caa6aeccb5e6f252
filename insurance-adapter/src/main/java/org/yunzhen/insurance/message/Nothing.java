package org.yunzhen.insurance.message;

/** An answer that brings nothing but its success (2202, 2203A, 2205, 2601). */
public record Nothing() {}
