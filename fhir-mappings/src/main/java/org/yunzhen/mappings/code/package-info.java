/**
 * Code systems of our own and of the insurance platform, with a text in both languages for each.
 */
package org.yunzhen.mappings.code;
