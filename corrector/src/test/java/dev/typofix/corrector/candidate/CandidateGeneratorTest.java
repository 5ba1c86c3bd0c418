package dev.typofix.corrector.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typofix.corrector.TestModel;
import dev.typofix.corrector.candidate.Candidate.Source;
import dev.typofix.corrector.document.Passage.Span;
import dev.typofix.corrector.sentence.Sentence;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateGeneratorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Over teh hill | Over the hill",
        "A test sentenc here | A test sentence here",
        "We recieve mail | We receive mail",
        "It was definately so | It was definitely so",
        "The quikc fox | The quick fox",
        "I went to the stor | I went to the store",
        "We buy som milk | We buy some milk",
        "Alot of them | A lot of them",
        "There is alot of it | There is a lot of it",
        "I dont know | I don't know",
        "It isnt here | It isn't here",
        "Set the enviroment | Set the environment",
        "The compilr's output | The compiler's output",
        "RECIEVE THE MAIL | RECEIVE THE MAIL",
        "Recieve the mail | Receive the mail",
        "THis is it | This is it",
        "It is ofthe kind | It is of the kind",
        "We went to london | We went to London",
        "And i said | And I said",
        "Heres how | Here's how",
        "I went too the shop | I went to the shop",
        "They lost there keys | They lost their keys",
        "Now it has it's own | Now it has its own",
        "This is better then that | This is better than that",
        "It effects the result | It affects the result",
        "You may loose it | You may lose it",
        "Read form the file | Read from the file",
        "It take a while | It takes a while",
        "There are two file | There are two files",
        "It has be done | It has been done",
        "Your welcome to try | You're welcome to try",
        "I know your right | I know you're right",
        "They was here | They were here",
        "He have a file | He has a file",
        "It has went away | It has gone away",
        "The file was wrote | The file was written",
        "He don't know | He doesn't know",
        "All this files | All these files",
        "Both child nodes | Both children nodes",
        "Eat a apple | Eat an apple",
        "It is an house | It is a house",
        "It is a hour | It is an hour",
        "It is an useful unit | It is a useful unit",
        "It has an unique name | It has a unique name",
        "A unimportant one | An unimportant one",
        "A error | An error",
        "It sends a `Accept` header | It sends an `Accept` header",
        "See a (optional) link | See an (optional) link",
        "It reads a HTML page | It reads an HTML page",
        "It reads an SSH key, an URL | It reads an SSH key, a URL",
        "Thi sis a test | This is a test",
        "Put it in to the box | Put it into the box",
        "It works with out it | It works without it",
        "Any thing else | Anything else",
        "Look a tthe end | Look at the end",
        "The the end | The end",
        "See the the end | See the end",
        "It is a good a good idea | It is a good idea",
      })
  void thinks_of_what_was_meant(String typed, String meant) {
    assertThat(ThoughtEdits.of(new Sentence(typed, List.of())))
        .extracting(c -> typed.substring(0, c.start()) + c.replacement() + typed.substring(c.end()))
        .contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The colour of the centre is grey.",
        "We organise and analyse the programme.",
        "She travelled with a cheque for aluminium.",
        "The catalogue has a licence and a licensed dialogue.",
        "Behaviour, favourite, honour, neighbour, tyre, defence.",
        "The color of the center is gray.",
        "We organize and analyze the program.",
      })
  void proposes_no_regional_variant(String text) {
    for (Candidate c : ThoughtEdits.of(new Sentence(text, List.of()))) {
      String typed = text.substring(c.start(), c.end()).toLowerCase(Locale.ROOT);
      String meant = c.replacement().toLowerCase(Locale.ROOT);
      assertThat(TestModel.lexicon().areVariants(typed, meant)).as("%s", c).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP GET", "A camelCase", "The NASA", "An iPhone", "See GitHub"})
  void leaves_acronyms_and_identifiers_alone(String text) {
    assertThat(ThoughtEdits.of(new Sentence(text, List.of())))
        .noneMatch(c -> c.source() != Source.JOIN && c.start() > 2);
  }

  @Test
  void usual_phrases_get_no_edits_at_once() {
    String text = "This is one of the most common problems with the use of the file system";
    assertThat(ThoughtEdits.atOnce(new Sentence(text, List.of()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a user", "an hour", "a one-off", "an onerous task", "a unit", "an uninteresting"})
  void an_article_that_sounds_right_is_not_in_doubt(String text) {
    assertThat(ThoughtEdits.atOnce(new Sentence("It is " + text + " here", List.of())))
        .noneMatch(c -> List.of("a", "an").contains(c.replacement()));
  }

  @ParameterizedTest
  @CsvSource({
    "You are most likely going too the store, to",
    "It fell through out the day, throughout",
    "Now setup the server, set up",
    "I went to the stor to buy it, store",
    "This needs som time, some",
    "It is pretty straight forward, straightforward",
  })
  void known_words_get_edits_at_once_that_make_far_more_usual_phrases(String text, String part) {
    assertThat(ThoughtEdits.atOnce(new Sentence(text, List.of())))
        .extracting(Candidate::replacement)
        .contains(part);
  }

  @Test
  void unlike_words_do_not_crowd_out_the_others_nor_come_without_end() {
    Sentence sentence = new Sentence("to", List.of());
    assertThat(ThoughtEdits.of(sentence))
        .hasSizeLessThanOrEqualTo(10)
        .extracting(Candidate::replacement)
        .contains("too", "two", "do");
  }

  @Test
  void nothing_is_thought_of_where_the_text_is_protected() {
    String text = "Over teh hill the the sentenc";
    Sentence sentence = new Sentence(text, List.of(new Span(5, 8), new Span(18, 29)));
    assertThat(ThoughtEdits.of(sentence)).noneMatch(c -> sentence.isProtected(c.start(), c.end()));
  }

  @Test
  void an_identical_word_behind_a_comma_is_no_repetition() {
    assertThat(ThoughtEdits.of(new Sentence("It is very, very good", List.of())))
        .noneMatch(c -> c.source() == Source.REPEATED);
  }
}
