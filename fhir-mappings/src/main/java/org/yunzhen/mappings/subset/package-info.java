/** Parts of documents: summaries and wished elements (R4 sections 3.1.1.5.8 and 3.1.1.5.9). */
package org.yunzhen.mappings.subset;
