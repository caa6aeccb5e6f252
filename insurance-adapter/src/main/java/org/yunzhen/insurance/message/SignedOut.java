package org.yunzhen.insurance.message;

import java.time.LocalDateTime;
import org.yunzhen.insurance.wire.Node;
import org.yunzhen.insurance.wire.Required;

/** 9002, answer. */
@Node("signoutoutb")
public record SignedOut(@Required LocalDateTime signTime) {}
