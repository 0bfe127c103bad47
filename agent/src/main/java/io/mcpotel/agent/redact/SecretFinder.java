// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes once over a window and finds what must not come out. Whatever that is, it begins with a word
 * or has one in it that is looked for in the pass: a sign such as {@code =}, or what all tokens of
 * a provider begin with. Only there it looks closer.
 */
final class SecretFinder {

  /** A closer look at a place where a word is. */
  interface Look {

    /** What must not come out there, or null. */
    Finding at(Window window, int start);
  }

  /** What stands for the first digit of a run of letters and digits. */
  static final String NUMBER = "0";

  private final SecretKeys keys;
  private final Keywords keywords;
  private final String[] words;
  private final Look[][] looks;
  private final int number;

  /** For each word, those that begin with it and are longer: what they find is told by its name. */
  private final int[][] longer;

  SecretFinder(SecretKeys keys, boolean personal) {
    this.keys = keys;
    Map<String, List<Look>> all = new LinkedHashMap<>();
    addLooks(all, new Assignments(keys), new Mentions(keys));
    for (SecretRule rule : SecretRule.read("secrets.tsv")) {
      add(all, rule.keyword(), rule);
    }
    if (personal) {
      PersonalData.addLooks(all);
    }
    words = all.keySet().toArray(new String[0]);
    number = List.of(words).indexOf(NUMBER);
    looks = all.values().stream().map(each -> each.toArray(new Look[0])).toArray(Look[][]::new);
    keywords = new Keywords(List.of(words));
    longer = longer(words);
  }

  private static void addLooks(
      Map<String, List<Look>> all, Assignments assignments, Mentions mentions) {
    add(all, "=", assignments::at);
    add(all, ":", assignments::at);
    add(all, "->", assignments::at);
    add(all, "--", mentions::option);
    add(all, " \"", mentions::mentioned);
    add(all, " '", mentions::mentioned);
    add(all, "[\"", mentions::pair);
    add(all, ">", mentions::element);
    add(all, "://", UserInfo::at);
    add(all, "@", EmailAddresses::at);
    add(all, "-----BEGIN ", PrivateKeys::at);
    add(all, "Private-Lines:", PrivateKeys::ofPutty);
    add(all, "bearer", Credentials::withScheme);
    add(all, "basic", Credentials::withScheme);
    add(all, "curl ", Credentials::ofCurl);
    add(all, "mysql", Credentials::ofMysql);
    add(all, "mariadb", Credentials::ofMysql);
    add(all, "machine ", Credentials::ofNetrc);
    add(all, "data:", Binary::dataUri);
    add(all, "data:", KubernetesSecrets::block);
    add(all, "stringData:", KubernetesSecrets::block);
    add(all, NUMBER, Cards::at);
  }

  static void add(Map<String, List<Look>> all, String word, Look look) {
    all.computeIfAbsent(word, none -> new ArrayList<>()).add(look);
  }

  private static int[][] longer(String[] words) {
    int[][] longer = new int[words.length][];
    for (int i = 0; i < words.length; i++) {
      List<Integer> found = new ArrayList<>();
      for (int j = 0; j < words.length; j++) {
        if (j != i && words[i].length() > 1 && words[j].startsWith(words[i])) {
          found.add(j);
        }
      }
      found.sort((a, b) -> words[b].length() - words[a].length());
      longer[i] = found.stream().mapToInt(Integer::intValue).toArray();
    }
    return longer;
  }

  SecretKeys keys() {
    return keys;
  }

  /** What begins between two indexes; nothing found overlaps. */
  List<Finding> find(Window window, int from, int to) {
    List<Finding> findings = List.of();
    char[] chars = window.uncounted();
    int most = Math.min(window.length, to + keywords.longest() - 1);
    window.steps().take(most - from);
    int free = window.inText(from);
    int state = 0;
    int i = from;
    while (i < most) {
      char c = chars[i++];
      state = keywords.next(state, c);
      Finding finding = keywords.endsWord(state) ? look(window, state, i, to) : null;
      if (finding == null && isNumber(chars, c, i - 1) && i <= to) {
        finding = at(window, number, i - 1);
      }
      if (finding == null || finding.end() <= free) {
        continue;
      }
      if (findings.isEmpty()) {
        findings = new ArrayList<>();
      }
      // An address is found at its @, when what is before it may be taken out already.
      int start = Math.max(free, finding.start());
      findings.add(
          start == finding.start()
              ? finding
              : Finding.secret(finding.rule(), start, finding.end()));
      free = finding.end();
      i = Math.max(i, window.indexOf(free));
      state = 0;
    }
    return findings;
  }

  private static boolean isNumber(char[] chars, char c, int at) {
    return Characters.isDigit(c) && (at == 0 || !Characters.isAlphanumeric(chars[at - 1]));
  }

  private Finding look(Window window, int state, int end, int to) {
    for (int word : keywords.words(state)) {
      int start = end - words[word].length();
      Finding finding = start < to ? look(window, word, start) : null;
      if (finding != null) {
        return finding;
      }
    }
    return null;
  }

  private Finding look(Window window, int word, int start) {
    for (int other : longer[word]) {
      Finding finding = window.startsWith(words[other], start) ? at(window, other, start) : null;
      if (finding != null) {
        return finding;
      }
    }
    return at(window, word, start);
  }

  private Finding at(Window window, int word, int start) {
    for (Look look : looks[word]) {
      Finding finding = look.at(window, start);
      if (finding != null) {
        return finding;
      }
    }
    return null;
  }
}
