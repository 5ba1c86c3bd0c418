package dev.typofix.server.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hub on this machine, which answers as Hugging Face's does, and misbehaves as a test wants: each
 * fault is for one request of its file, in their order.
 */
public final class LocalHub implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Deque<Fault>> faults = new HashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private volatile UnaryOperator<Fault> everyAnswer = fault -> fault;

  /** What a hub was asked. */
  public record Request(
      String path, String range, String authorization, String proxyAuthorization) {

    /** The file's name without its folders. */
    public String file() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /** How a request is answered. */
  @FunctionalInterface
  public interface Fault {

    /** Answers with the file's bytes, or not. */
    void answer(HttpExchange exchange, byte[] content, Optional<ByteRange> range)
        throws IOException;
  }

  public LocalHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The hub's address. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has a file lie in a repository. */
  public LocalHub with(String repository, String revision, String file, byte[] content) {
    files.put("/" + repository + "/resolve/" + revision + "/" + file, content);
    return this;
  }

  /** Has a bundle lie in a repository. */
  public LocalHub with(String repository, String revision, TestBundle bundle) {
    bundle.files().forEach((name, content) -> with(repository, revision, name, content));
    return this;
  }

  /** Has the next request of a file, of those that have no fault yet, answered so. */
  public synchronized LocalHub once(String file, Fault fault) {
    faults.computeIfAbsent(file, key -> new ArrayDeque<>()).add(fault);
    return this;
  }

  /** Has all requests answered so, but for those with a fault of their own. */
  public LocalHub always(Fault fault) {
    everyAnswer = usual -> fault;
    return this;
  }

  /** What was asked so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The requests of a file. */
  public List<Request> requests(String file) {
    return requests.stream().filter(request -> request.file().equals(file)).toList();
  }

  /** Forgets what was asked. */
  public void forgetRequests() {
    requests.clear();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = header(exchange, "Range");
    Request request =
        new Request(
            path,
            range,
            header(exchange, "Authorization"),
            header(exchange, "Proxy-Authorization"));
    requests.add(request);
    byte[] content = files.get(path);
    if (content == null) {
      status(404).answer(exchange, new byte[0], Optional.empty());
      return;
    }
    Matcher matcher = RANGE.matcher(range);
    Optional<ByteRange> wanted =
        matcher.matches()
            ? Optional.of(
                new ByteRange(
                    Long.parseLong(matcher.group(1)),
                    Math.min(content.length, Long.parseLong(matcher.group(2)) + 1)))
            : Optional.empty();
    next(request.file()).answer(exchange, content, wanted);
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }

  private synchronized Fault next(String file) {
    Fault fault = faults.getOrDefault(file, new ArrayDeque<>()).poll();
    return fault != null ? fault : everyAnswer.apply(LocalHub::well);
  }

  /** The right answer. */
  public static void well(HttpExchange exchange, byte[] content, Optional<ByteRange> range)
      throws IOException {
    byte[] body = begin(exchange, content, range);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Sends the headers of the right answer, and gives its body. */
  private static byte[] begin(HttpExchange exchange, byte[] content, Optional<ByteRange> range)
      throws IOException {
    byte[] body = content;
    if (range.isPresent()) {
      body = Arrays.copyOfRange(content, (int) range.get().start(), (int) range.get().end());
      exchange
          .getResponseHeaders()
          .set("Content-Range", range.get().header().replace('=', ' ') + "/" + content.length);
    }
    exchange.sendResponseHeaders(
        range.isPresent() ? 206 : 200, body.length == 0 ? -1 : body.length);
    return body;
  }

  /** Breaks the connection off after so many bytes of the body. */
  public static Fault drop(int bytes) {
    return (exchange, content, range) -> {
      byte[] body = begin(exchange, content, range);
      exchange.getResponseBody().write(body, 0, Math.min(bytes, body.length - 1));
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  /** Sends the right number of bytes, one of them wrong. */
  public static Fault corrupt() {
    return (exchange, content, range) -> {
      byte[] body = begin(exchange, content, range).clone();
      body[body.length / 2] ^= 1;
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** Sends the body in many small pieces. */
  public static Fault throttle(int pieceBytes) {
    return (exchange, content, range) -> {
      byte[] body = begin(exchange, content, range);
      for (int at = 0; at < body.length; at += pieceBytes) {
        exchange.getResponseBody().write(body, at, Math.min(pieceBytes, body.length - at));
        exchange.getResponseBody().flush();
      }
      exchange.close();
    };
  }

  /** Sends the whole file, whatever part was asked for. */
  public static Fault noRanges() {
    return (exchange, content, range) -> well(exchange, content, Optional.empty());
  }

  /** Says that fewer bytes come than were asked for, and sends as many. */
  public static Fault shortened(int bytes) {
    return (exchange, content, range) -> {
      long start = range.map(ByteRange::start).orElse(0L);
      byte[] body = Arrays.copyOfRange(content, (int) start, (int) start + bytes);
      range.ifPresent(
          asked ->
              exchange
                  .getResponseHeaders()
                  .set("Content-Range", asked.header().replace('=', ' ') + "/" + content.length));
      exchange.sendResponseHeaders(range.isPresent() ? 206 : 200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** Answers with a status, and headers: names and values in turn. */
  public static Fault status(int status, String... headers) {
    return (exchange, content, range) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      byte[] body = ("status " + status).getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  /** Sends the right answer with a header more. */
  public static Fault withHeader(String name, String value) {
    return (exchange, content, range) -> {
      exchange.getResponseHeaders().set(name, value);
      well(exchange, content, range);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
