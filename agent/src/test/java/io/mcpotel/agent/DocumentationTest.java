// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the repository lead to each other, and say whom they are for. */
class DocumentationTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int README_BYTES = 9_000;
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher links = LINK.matcher(withoutCode(page));
      while (links.find()) {
        String link = links.group(1);
        if (!link.contains("://") && !leadsSomewhere(page, link)) {
          broken.add(ROOT.relativize(page) + ": " + link);
        }
      }
    }

    assertEquals(List.of(), broken);
  }

  @Test
  void everyPageOfDocsSaysFirstWhomItIsFor() throws IOException {
    for (Path page : in("docs")) {
      List<String> lines = Files.readAllLines(page);
      assertTrue(lines.get(0).startsWith("# "), page::toString);
      assertTrue(lines.get(2).startsWith("For "), () -> page + ": " + lines.get(2));
    }
  }

  @Test
  void everyPageOfDocsIsInItsIndex() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/README.md"));

    for (Path page : in("docs")) {
      String name = page.getFileName().toString();
      assertTrue(name.equals("README.md") || index.contains("(" + name + ")"), name);
    }
  }

  /** What a newcomer reads is short. */
  @Test
  void readmeIsAPage() throws IOException {
    assertTrue(Files.size(ROOT.resolve("README.md")) <= README_BYTES);
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.getParent().resolve(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** As GitHub makes them of headings. */
  private static Set<String> anchors(Path page) throws IOException {
    return withoutCode(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String withoutCode(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(in("."));
    for (String folder : List.of("docs", "benchmarks", "deploy")) {
      pages.addAll(in(folder));
    }
    return pages;
  }

  private static List<Path> in(String folder) throws IOException {
    int depth = folder.equals(".") ? 1 : 3;
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder).normalize(), depth)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
