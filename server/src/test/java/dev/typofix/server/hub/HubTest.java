package dev.typofix.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HubTest {

  private static final ModelSource SOURCE = new ModelSource("owner/name", "refs/pr/1");

  @Test
  void theEnvironmentsHubGoesOverTheSettingsAndThatOverHuggingFace() throws HubException {
    Optional<String> setting = Optional.of("https://mirror.example/hf");
    assertThat(Hub.of(Map.of(), Optional.empty())).hasToString("https://huggingface.co/");
    assertThat(Hub.of(Map.of(), setting).file(SOURCE, "a.json"))
        .hasToString("https://mirror.example/hf/owner/name/resolve/refs%2Fpr%2F1/a.json");
    assertThat(Hub.of(Map.of("HF_ENDPOINT", "https://other.example/"), setting).host())
        .isEqualTo("other.example");
  }

  @ParameterizedTest
  @CsvSource({
    "https://hub.example,      https://hub.example/a,     true",
    "https://hub.example,      https://HUB.example:443/a, true",
    "https://hub.example,      https://cdn.hub.example/a, false",
    "https://hub.example,      https://hub.example:444/a, false",
    "https://hub.example,      http://hub.example/a,      false",
    "http://hub.example,       http://hub.example/a,      false",
    "http://localhost:8000,    http://localhost:8000/a,   true",
    "http://localhost:8000,    http://localhost:8001/a,   false"
  })
  void theTokenIsForTheHubAloneAndNotForAllToRead(String endpoint, URI address, boolean given)
      throws HubException {
    Hub hub = Hub.of(Map.of("HF_ENDPOINT", endpoint, "HF_TOKEN", "hf_secret"), Optional.empty());
    assertThat(hub.tokenFor(address).isPresent()).isEqualTo(given);
    assertThat(hub.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mirror", "ftp://mirror", "https://", "https://u:secret@mirror", "https://m/?q"})
  void whatIsNoAddressIsRefusedWithoutItsPassword(String address) {
    assertThatThrownBy(() -> Hub.of(Map.of("HF_ENDPOINT", address), Optional.empty()))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("is no hub's address")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a/b/c", "../b", "a/..", "a/b@", "a/b@..", "a b/c", "-a/b", "a/b@x/../y"})
  void whatIsNoRepositoryIsNone(String text) {
    assertThat(ModelSource.parse(text)).isEmpty();
  }

  @Test
  void aRepositoryMayHaveARevision() {
    assertThat(ModelSource.parse("a/b")).contains(new ModelSource("a/b", "main"));
    assertThat(ModelSource.parse("a/b.c@v1.0")).contains(new ModelSource("a/b.c", "v1.0"));
  }

  @Test
  void proxiesAreThoseOfTheEnvironment() throws HubException {
    EnvironmentProxies proxies =
        new EnvironmentProxies(
            Map.of(
                "https_proxy", "http://me:it%3As@proxy.example:3128",
                "HTTP_PROXY", "other.example",
                "NO_PROXY", "localhost, .inner.example, exact.example:8443"));
    Proxy https =
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128));
    assertThat(proxies.select(URI.create("https://hub.example"))).containsExactly(https);
    assertThat(proxies.authorization(URI.create("https://hub.example")))
        .contains("Basic bWU6aXQ6cw==");
    assertThat(proxies.authorization(URI.create("http://hub.example"))).isEmpty();
    for (String direct :
        new String[] {
          "https://localhost:9", "https://a.inner.example", "https://exact.example:8443"
        }) {
      assertThat(proxies.select(URI.create(direct))).containsExactly(Proxy.NO_PROXY);
    }
    assertThat(proxies.select(URI.create("https://exact.example"))).containsExactly(https);
    assertThat(proxies.select(URI.create("https://notlocalhost"))).containsExactly(https);
  }

  @Test
  void aProxyThatIsNoneIsRefusedWithoutItsPassword() {
    assertThatThrownBy(
            () -> new EnvironmentProxies(Map.of("HTTPS_PROXY", "socks5://u:secret@host")))
        .hasMessage("HTTPS_PROXY is no proxy's address; set it to http://HOST:PORT");
  }
}
