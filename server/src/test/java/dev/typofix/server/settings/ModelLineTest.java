package dev.typofix.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ModelLineTest {

  @Test
  void aModelThatIsSetIsSetAnewAndTheRestStays() {
    assertThat(ModelLine.set("# mine\r\nmodel = 'a' # old\r\nthreads = 1\r\n", "b"))
        .contains("# mine\r\nmodel = \"b\"\r\nthreads = 1\r\n");
  }

  @Test
  void aModelThatIsNotSetStandsFirst() {
    assertThat(ModelLine.set("", "b")).contains("model = \"b\"\n");
    assertThat(ModelLine.set("[table]\nx = 1\n", "b")).contains("model = \"b\"\n[table]\nx = 1\n");
  }

  @Test
  void aFoldersNameIsQuoted() {
    assertThat(ModelLine.set("", "C:\\models\\\"x\""))
        .contains("model = \"C:\\\\models\\\\\\\"x\\\"\"\n");
  }

  @Test
  void whatOnlyAPersonCanChangeIsLeftAlone() {
    assertThat(ModelLine.set("[table]\nmodel = \"a\"\n", "b")).isEmpty();
    assertThat(ModelLine.set("text = '''\nmodel = 1\n'''\n", "b")).isEmpty();
    assertThat(ModelLine.set("not toml", "b")).isEmpty();
  }
}
