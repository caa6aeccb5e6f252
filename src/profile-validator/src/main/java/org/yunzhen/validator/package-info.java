/**
 * Judges resources by profiles, with HAPI's validator, in a process of its own: what it holds in
 * memory is not the service's, and what takes too long is ended with it.
 */
package org.yunzhen.validator;
