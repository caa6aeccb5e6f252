package org.yunzhen.hospital.event.subscription;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yunzhen.hospital.platform.config.YunzhenConfig;
import org.yunzhen.mappings.refusal.Refusal;
import org.yunzhen.mappings.refusal.RefusedException;

/**
 * Where notifications may go: to the origins that the operator has listed. What a name leads to is
 * looked at before each request, which then goes to that very address: a name that is pointed
 * inside meanwhile, or a redirect, reaches nothing.
 */
@ApplicationScoped
class Targets {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+]");
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    private final Set<String> origins;
    private final boolean signed;

    Targets(YunzhenConfig config) {
        this.origins =
                Set.copyOf(
                        config.subscription().origins().orElse(List.of()).stream()
                                .map(String::trim)
                                .map(Targets::uri)
                                .map(Targets::origin)
                                .toList());
        this.signed = config.subscription().secret().isPresent();
    }

    /**
     * Refuses an endpoint that is not on the list.
     *
     * @throws RefusedException 422
     */
    void check(String endpoint) {
        if (!isAllowed(endpoint)) {
            throw new RefusedException(Refusal.ENDPOINT_NOT_ALLOWED)
                    .at("Subscription.channel.endpoint");
        }
    }

    /** Whether notifications may be sent there at all. */
    boolean isAllowed(String endpoint) {
        URI uri = uri(endpoint);
        return signed
                && uri != null
                && uri.getHost() != null
                && uri.getUserInfo() == null
                && uri.getFragment() == null
                && origins.contains(origin(uri));
    }

    /**
     * How to reach it; asks the resolver, so not for an event loop.
     *
     * @throws IOException when its name leads nowhere, or inside
     */
    RequestOptions reach(HttpMethod method, String endpoint) throws IOException {
        URI uri = uri(endpoint);
        if (!isAllowed(endpoint)) {
            throw new IOException("the address is not allowed");
        }
        String host = uri.getHost();
        InetAddress address = InetAddress.getByName(host);
        if (!ADDRESS.matcher(host).matches() && isInside(address)) {
            throw new IOException("the name leads to an address inside");
        }
        String path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new RequestOptions()
                .setMethod(method)
                .setSsl(uri.getScheme().equalsIgnoreCase("https"))
                .setHost(host)
                .setPort(port(uri))
                .setServer(SocketAddress.inetSocketAddress(port(uri), address.getHostAddress()))
                .setURI(path + query)
                .setFollowRedirects(false);
    }

    private static boolean isInside(InetAddress address) throws UnknownHostException {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrier = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrier
                || bytes[0] == 0;
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
            return web ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static int port(URI uri) {
        boolean ssl = uri.getScheme().equalsIgnoreCase("https");
        return uri.getPort() > 0 ? uri.getPort() : ssl ? HTTPS_PORT : HTTP_PORT;
    }

    private static String origin(URI uri) {
        return uri.getScheme().toLowerCase(Locale.ROOT)
                + "://"
                + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT)
                + ":"
                + port(uri);
    }
}
