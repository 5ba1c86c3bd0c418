package dev.typofix.server.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks HTTP with a hub: follows its redirects, and gives the token to nobody but the hub itself.
 * Each call is one try. Thread-safe.
 */
final class HubClient {

  private static final int MAXIMUM_REDIRECTS = 8;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final Hub hub;
  private final PullConditions conditions;
  private final EnvironmentProxies proxies;
  private final HttpClient client;

  /**
   * Makes a client; connects to nothing yet.
   *
   * @param variables the environment's, for proxies
   */
  HubClient(Hub hub, Map<String, String> variables, PullConditions conditions) throws HubException {
    this.hub = hub;
    this.conditions = conditions;
    proxies = new EnvironmentProxies(variables);
    proxies.allowPasswords();
    // Ranges side by side want connections of their own, which HTTP/2 would make one.
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .proxy(proxies)
            .build();
  }

  Hub hub() {
    return hub;
  }

  /**
   * Asks for a file, or a part of it.
   *
   * @return the answer, 200 or 206, whose body the caller closes
   * @throws HubException if the hub says no
   * @throws IOException if it may say yes another time
   */
  HttpResponse<InputStream> open(ModelSource source, String path, Optional<ByteRange> range)
      throws IOException, InterruptedException {
    URI address = hub.file(source, path);
    for (int redirects = 0; redirects <= MAXIMUM_REDIRECTS; redirects++) {
      HttpResponse<InputStream> answer =
          client.send(request(address, range), BodyHandlers.ofInputStream());
      int status = answer.statusCode();
      if (status == 200 || status == 206) {
        return answer;
      }
      answer.body().close();
      if (status < 300 || status > 399) {
        throw refusal(answer, source, path);
      }
      address = redirected(address, answer.headers());
    }
    throw new HubException(
        "%s: redirects in a circle for %s; try another mirror".formatted(hub.host(), path));
  }

  private HttpRequest request(URI address, Optional<ByteRange> range) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(conditions.stall())
            .header("User-Agent", "typofix")
            // Ranges count the file's own bytes.
            .header("Accept-Encoding", "identity");
    range.ifPresent(bytes -> request.header("Range", bytes.header()));
    hub.tokenFor(address).ifPresent(token -> request.header("Authorization", "Bearer " + token));
    proxies.authorization(address).ifPresent(user -> request.header("Proxy-Authorization", user));
    return request.build();
  }

  private URI redirected(URI from, HttpHeaders headers) throws HubException {
    try {
      URI to = from.resolve(URI.create(headers.firstValue("Location").orElseThrow()));
      boolean safe = "https".equalsIgnoreCase(to.getScheme());
      boolean asBefore =
          "http".equalsIgnoreCase(to.getScheme()) && "http".equalsIgnoreCase(from.getScheme());
      if ((safe || asBefore) && to.getHost() != null) {
        return to;
      }
    } catch (IllegalArgumentException | java.util.NoSuchElementException malformed) {
      throw badRedirect();
    }
    throw badRedirect();
  }

  /** Without the address, which may be signed for this user. */
  private HubException badRedirect() {
    return new HubException(
        hub.host() + ": redirects to where nothing can be fetched safely; try another mirror");
  }

  private IOException refusal(HttpResponse<?> answer, ModelSource source, String path) {
    int status = answer.statusCode();
    String where = hub.host() + ": ";
    return switch (status) {
      case 401, 403 ->
          new HubException(where + source.repository() + " is not open to you; " + advice(status));
      case 404, 410 ->
          new HubException(
              "%sthere is no %s in %s; check the names, and that it is a Typofix model bundle"
                  .formatted(where, path, source));
      case 407 ->
          new HubException(
              "the proxy wants to know who you are; set HTTPS_PROXY to http://USER:PASSWORD@HOST:PORT");
      case 416 ->
          new HubException(
              "%s%s is shorter than its manifest says; tell the model's maker"
                  .formatted(where, path));
      case 408, 425, 429, 500, 502, 503, 504 ->
          new UnavailableException("answers " + status, retryAfter(answer.headers()));
      default ->
          new HubException(
              "%sanswers %d for %s; try another mirror".formatted(where, status, path));
    };
  }

  private String advice(int status) {
    if (hub.keepsTokenBack()) {
      return "HF_TOKEN is sent over https only: change HF_ENDPOINT";
    }
    return status == 401
        ? "set HF_TOKEN to a token that may read it"
        : "accept its terms on the hub's page, and set HF_TOKEN to a token that may read it";
  }

  /** In seconds, or as a date; the answer's own date tells what time it is there. */
  private static Optional<Duration> retryAfter(HttpHeaders headers) {
    Optional<String> value = headers.firstValue("Retry-After").map(String::strip);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value.get())));
    }
    try {
      Duration wait =
          Duration.between(instant(headers.firstValue("Date").orElse("")), instant(value.get()));
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  private static Instant instant(String date) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
  }
}
