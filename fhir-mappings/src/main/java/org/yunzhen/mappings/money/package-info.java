/** Money in whole fen. */
package org.yunzhen.mappings.money;
