package dev.typofix.server.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that the environment names, as curl and others read them: {@code HTTPS_PROXY}, {@code
 * HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in small letters or capitals. Immutable.
 */
final class EnvironmentProxies extends ProxySelector {

  private final Optional<URI> http;
  private final Optional<URI> https;
  private final List<String> direct;

  /**
   * Reads the variables.
   *
   * @throws HubException if a proxy's address is none
   */
  EnvironmentProxies(Map<String, String> variables) throws HubException {
    Optional<URI> all = proxy(variables, "all_proxy");
    Optional<URI> forHttp = proxy(variables, "http_proxy");
    Optional<URI> forHttps = proxy(variables, "https_proxy");
    http = forHttp.isPresent() ? forHttp : all;
    https = forHttps.isPresent() ? forHttps : all;
    direct =
        Arrays.stream(value(variables, "no_proxy").orElse("").split("[,\\s]+"))
            .map(host -> host.toLowerCase(Locale.ROOT))
            .filter(host -> !host.isEmpty())
            .toList();
  }

  private static Optional<String> value(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name))
        .or(() -> Optional.ofNullable(variables.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static Optional<URI> proxy(Map<String, String> variables, String name)
      throws HubException {
    Optional<String> value = value(variables, name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI proxy = URI.create(value.get().contains("://") ? value.get() : "http://" + value.get());
      if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
        return Optional.of(proxy);
      }
    } catch (IllegalArgumentException malformed) {
      throw noProxy(name);
    }
    throw noProxy(name);
  }

  /** Without the value, which may hold a password. */
  private static HubException noProxy(String name) {
    return new HubException(
        name.toUpperCase(Locale.ROOT) + " is no proxy's address; set it to http://HOST:PORT");
  }

  @Override
  public List<Proxy> select(URI uri) {
    Optional<URI> proxy = proxyFor(uri);
    if (proxy.isEmpty()) {
      return List.of(Proxy.NO_PROXY);
    }
    int port = proxy.get().getPort() < 0 ? 80 : proxy.get().getPort();
    return List.of(
        new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.get().getHost(), port)));
  }

  private Optional<URI> proxyFor(URI uri) {
    Optional<URI> proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
    return proxy.filter(known -> !isDirect(uri));
  }

  /** A name in the list takes the host and all below it, with a port only that one. */
  private boolean isDirect(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    for (String listed : direct) {
      String name = listed.startsWith("*.") ? listed.substring(1) : listed;
      int colon = name.lastIndexOf(':');
      boolean withPort = colon > 0 && name.substring(colon + 1).matches("\\d+");
      boolean portFits = !withPort || name.substring(colon + 1).equals("" + uri.getPort());
      String bare = withPort ? name.substring(0, colon) : name;
      String suffix = bare.startsWith(".") ? bare : "." + bare;
      if (bare.equals("*") || (portFits && ("." + host).endsWith(suffix))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // The request fails with the same exception.
  }

  /**
   * Java sends no password to a proxy on the way to an https address, unless this property says so
   * before its client is first used. Left alone where no password is named.
   */
  void allowPasswords() {
    String property = "jdk.http.auth.tunneling.disabledSchemes";
    if (https.map(URI::getRawUserInfo).isPresent() && System.getProperty(property) == null) {
      System.setProperty(property, "");
    }
  }

  /**
   * What tells the proxy on the way to an address who the user is, as the header {@code
   * Proxy-Authorization} wants it. Java sends it to the proxy alone. An {@code Authenticator} would
   * do the same, but has Java drop the token that is for the hub.
   */
  Optional<String> authorization(URI uri) {
    Optional<URI> proxy = proxyFor(uri);
    return proxy
        .map(URI::getRawUserInfo)
        .map(user -> decoded(user).getBytes(StandardCharsets.UTF_8))
        .map(user -> "Basic " + Base64.getEncoder().encodeToString(user));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
