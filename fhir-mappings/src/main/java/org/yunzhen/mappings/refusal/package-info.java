/** Everything this service ever refuses, and how a refusal is said. */
package org.yunzhen.mappings.refusal;
