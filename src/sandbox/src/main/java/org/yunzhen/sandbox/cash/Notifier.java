package org.yunzhen.sandbox.cash;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.yunzhen.sandbox.exchange.Json;

/**
 * Tells the notify_url of a payment how it stands: once, in the background, without regard to the
 * outcome. A receiver must not rely on it; the query is the truth.
 */
final class Notifier {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Signature signature;
    private HttpClient client;

    Notifier(Signature signature) {
        this.signature = signature;
    }

    void tell(Payment payment) {
        String url = payment.order().notifyUrl();
        if (!url.startsWith("http://")) {
            return;
        }
        byte[] body = Json.write(payment.node());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header(Signature.HEADER, signature.of(body))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var unused = client().sendAsync(request, BodyHandlers.discarding());
    }

    /** Made when first needed: most runs never are called back. */
    private synchronized HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .connectTimeout(PATIENCE)
                            .build();
        }
        return client;
    }
}
