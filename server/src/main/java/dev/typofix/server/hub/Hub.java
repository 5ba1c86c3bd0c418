package dev.typofix.server.hub;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A hub that speaks as Hugging Face's does: {@code GET ENDPOINT/owner/name/resolve/REVISION/FILE}.
 * Holds the user's token, and never shows it.
 */
public final class Hub {

  /** The hub that is asked where the user names no other. */
  public static final String DEFAULT_ENDPOINT = "https://huggingface.co";

  private final URI endpoint;
  private final Optional<String> token;

  private Hub(URI endpoint, Optional<String> token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  /**
   * The hub that the user means: {@code HF_ENDPOINT} of the environment, else the setting {@code
   * hub}, else Hugging Face; with the token {@code HF_TOKEN}, if there is one.
   *
   * @throws HubException if the address is none
   */
  public static Hub of(Map<String, String> variables, Optional<String> setting)
      throws HubException {
    String address = variable(variables, "HF_ENDPOINT").or(() -> setting).orElse(DEFAULT_ENDPOINT);
    Optional<String> token =
        variable(variables, "HF_TOKEN").or(() -> variable(variables, "HUGGING_FACE_HUB_TOKEN"));
    if (token.isPresent() && !token.get().chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new HubException("HF_TOKEN holds characters that no token has; set it anew");
    }
    return new Hub(endpoint(address), token);
  }

  private static Optional<String> variable(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static URI endpoint(String address) throws HubException {
    try {
      URI uri = URI.create(address.endsWith("/") ? address : address + "/");
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if ((scheme.equals("https") || scheme.equals("http"))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      throw noAddress(address);
    }
    throw noAddress(address);
  }

  private static HubException noAddress(String address) {
    // A password may stand before an @.
    String shown = address.replaceAll("//[^/]*@", "//…@");
    return new HubException(
        "\"%s\" is no hub's address; set HF_ENDPOINT or the setting \"hub\" to one like %s"
            .formatted(shown, DEFAULT_ENDPOINT));
  }

  /** Where a file lies. */
  URI file(ModelSource source, String path) {
    return endpoint.resolve(
        source.repository() + "/resolve/" + source.revision().replace("/", "%2F") + "/" + path);
  }

  /** The host's name, for people. */
  public String host() {
    return endpoint.getHost() + (endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort());
  }

  /** The token, only for the hub itself, and only where nobody on the way can read it. */
  Optional<String> tokenFor(URI address) {
    boolean own =
        same(address.getScheme(), endpoint.getScheme())
            && same(address.getHost(), endpoint.getHost())
            && port(address) == port(endpoint);
    return own && isPrivate(address) ? token : Optional.empty();
  }

  /** Whether a token is there, but the way to the hub is open for all to read. */
  boolean keepsTokenBack() {
    return token.isPresent() && !isPrivate(endpoint);
  }

  private static boolean isPrivate(URI address) {
    String host = String.valueOf(address.getHost());
    return same(address.getScheme(), "https")
        || host.equals("127.0.0.1")
        || host.equals("localhost")
        || host.equals("[::1]");
  }

  private static boolean same(String one, String other) {
    return Objects.equals(
        String.valueOf(one).toLowerCase(Locale.ROOT),
        String.valueOf(other).toLowerCase(Locale.ROOT));
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return same(address.getScheme(), "https") ? 443 : 80;
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }
}
