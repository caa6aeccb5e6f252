/**
 * A client of the national medical-insurance platform (国家医疗保障信息平台, NHSA): its envelope, gateway
 * headers and field names, and an honest account of what is known after each message.
 *
 * <h2>Use</h2>
 *
 * <pre>{@code
 * var client = new NhsaClient(settings, ids);
 * ids.next().thenCompose(msgid -> {
 *     var prepared = client.prepare(Transactions.SETTLE, settle,
 *             CallContext.of(msgid, "D0001", "张医生").insuredIn("510400").signedIn(signNo));
 *     return journal.write(prepared.msgid(), prepared.body())   // first on disk, then on the wire
 *             .thenCompose(written -> client.send(prepared));
 * }).thenAccept(outcome -> {
 *     if (outcome instanceof Outcome.Done<Settlement> done) {
 *         book(done.output().setlinfo());
 *     } else if (outcome instanceof Outcome.Refused<Settlement> refused) {
 *         show(refused.errMsg());
 *     } else if (outcome instanceof Outcome.NotSent<Settlement>) {
 *         nothingHappened();
 *     } else {
 *         askLater();              // 5203, then SettlementResolution
 *     }
 * });
 * }</pre>
 *
 * <p>An insured outpatient visit goes 9001 (once per operator and day), 1101, 2001, 2201, 2203A,
 * 2204, 2206, 2207; undoing goes 2208, 2205, 2202. All are listed in {@link
 * org.yunzhen.insurance.Transactions}; their records stand in {@code message}.
 *
 * <h2>What an answer means</h2>
 *
 * <table>
 * <caption>Outcomes</caption>
 * <tr><th>seen</th><th>outcome</th></tr>
 * <tr><td>infcode 0, output readable</td><td>Done</td></tr>
 * <tr><td>infcode -2</td><td>Refused: nothing took effect</td></tr>
 * <tr><td>infcode -1, any other, none; empty or broken body; status other than 200; timeout;
 *     connection broken; infcode 0 with an output that lacks what it must have</td><td>Unknown</td></tr>
 * <tr><td>connection refused, host not found, connect timeout</td><td>NotSent</td></tr>
 * </table>
 *
 * <p>Only queries and sign-in are ever repeated by the client. An unknown settlement is resolved by
 * {@link org.yunzhen.insurance.SettlementResolution}.
 *
 * <p>Times are local times of China. Amounts are yuan in {@link java.math.BigDecimal}, written with
 * exactly the decimals of their field; one that would need rounding is refused, in either
 * direction.
 *
 * <p>The rules follow the published builds of the interface's version 1.0 (Shenzhen, Inner
 * Mongolia, Hunan); no real platform has been reached with this client. What provinces change
 * stands in {@link org.yunzhen.insurance.NhsaSettings}.
 */
package org.yunzhen.insurance;
