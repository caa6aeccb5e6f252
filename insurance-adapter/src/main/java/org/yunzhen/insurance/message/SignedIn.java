package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Chars;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/**
 * 9001, answer.
 *
 * @param signNo goes with every later call of this operator on this day
 */
@Node("signinoutb")
public record SignedIn(@Required LocalDateTime signTime, @Required @Chars(30) String signNo) {}
