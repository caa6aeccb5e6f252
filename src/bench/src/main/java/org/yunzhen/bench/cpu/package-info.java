/** What a request costs its server: processor time and memory, read from Linux's {@code /proc}. */
package org.yunzhen.bench.cpu;
