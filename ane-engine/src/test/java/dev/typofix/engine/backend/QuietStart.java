package dev.typofix.engine.backend;

import ai.djl.util.Ec2Utils;
import dev.typofix.engine.LanguageModel;
import dev.typofix.engine.ModelBundle;
import dev.typofix.engine.ModelLoadException;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * A program of its own: loads the embedded model and prints every web address that something in the
 * process asks for.
 */
final class QuietStart {

  private QuietStart() {}

  public static void main(String[] arguments) throws ModelLoadException {
    URL.setURLStreamHandlerFactory(
        protocol -> protocol.startsWith("http") ? new DeniedWeb() : null);
    if (arguments.length > 0) {
      // What the tokenizer library's own loader does: shows that such a call would be seen.
      Ec2Utils.callHome("test");
    }
    try (LanguageModel model =
        ModelLoader.load(ModelBundle.embedded("tiny"), LoadOptions.defaults())) {
      System.out.println(model.tokenizer().tokenize("two words").count() + " tokens");
    }
  }

  private static final class DeniedWeb extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) throws IOException {
      System.out.println("asked for " + url);
      throw new IOException("denied");
    }

    @Override
    protected URLConnection openConnection(URL url, @Nullable Proxy proxy) throws IOException {
      return openConnection(url);
    }
  }
}
