/** Where a document leads to: its references, its addresses, the links of its narrative. */
package org.yunzhen.mappings.link;
