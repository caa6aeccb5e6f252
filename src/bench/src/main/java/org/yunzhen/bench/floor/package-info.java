/**
 * The floor to compare with: what HTTP, Vert.x and PostgreSQL cost by themselves. A server of its
 * own process with three routes and one statement each.
 */
package org.yunzhen.bench.floor;
