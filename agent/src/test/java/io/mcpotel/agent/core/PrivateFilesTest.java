// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

  @TempDir Path folder;
  private Path file;
  private Path link;

  @BeforeEach
  void resolve() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    folder = folder.toRealPath();
    file = folder.resolve("file");
    link = folder.resolve("link");
  }

  @Test
  void ownLinksAreFollowed() throws IOException {
    Files.createSymbolicLink(link, folder.resolve("other"));
    Files.createSymbolicLink(
        folder.resolve("other"), Path.of("../" + folder.getFileName(), "file"));

    assertEquals(file, PrivateFiles.behindLinks(link));
  }

  @Test
  void linkOfAnotherUserIsRefusedAndSoIsOneBehindAnOwnOne() throws IOException {
    Files.createSymbolicLink(link, file);
    giveAway(link);
    Path own = Files.createSymbolicLink(folder.resolve("own"), link);

    for (Path path : new Path[] {link, own}) {
      FileSystemException refusal =
          assertThrows(FileSystemException.class, () -> PrivateFiles.behindLinks(path));
      assertTrue(
          refusal.getMessage().startsWith(path + ": a link there belongs to another user"),
          refusal.getMessage());
    }
  }

  @Test
  void fileOfAnotherUserIsRefusedWhereEverybodyMayPutOne() throws IOException {
    Files.createFile(file);
    giveAway(file);
    assertEquals(file, PrivateFiles.behindLinks(file));

    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

    FileSystemException refusal =
        assertThrows(FileSystemException.class, () -> PrivateFiles.behindLinks(file));
    assertTrue(refusal.getMessage().contains("it belongs to another user"), refusal.getMessage());
    assertEquals(folder.resolve("new"), PrivateFiles.behindLinks(folder.resolve("new")));
  }

  @Test
  void linkThatIsLaidAfterTheLookIsNotFollowed() throws IOException {
    Path looked = PrivateFiles.behindLinks(link);
    Files.createSymbolicLink(link, file);

    assertThrows(
        IOException.class,
        () ->
            FileChannel.open(
                looked,
                PrivateFiles.unlinked(looked, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PrivateFiles.ownerOnly(looked)));
    assertTrue(Files.notExists(file));
  }

  @Test
  void linkToItselfEndsTheLook() throws IOException {
    Files.createSymbolicLink(link, link);

    assertThrows(FileSystemException.class, () -> PrivateFiles.behindLinks(link));
  }

  @Test
  void linksOfTheKernelLeadToWhateverTheyLeadTo() throws IOException {
    Path stderr = Path.of("/dev/stderr");
    assumeTrue(Files.isSymbolicLink(stderr) && Files.exists(Path.of("/proc/self")));

    Path behind = PrivateFiles.behindLinks(stderr);

    assertTrue(behind.startsWith("/proc"), behind::toString);
    FileChannel.open(behind, PrivateFiles.unlinked(behind, StandardOpenOption.WRITE)).close();
  }

  @Test
  void foldersAreForTheirOwnerOnly() throws IOException {
    Path made = folder.resolve("a/b");
    PrivateFiles.createFolders(made);

    for (Path each : new Path[] {made, made.getParent()}) {
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(each)));
    }
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-x---"));
    PrivateFiles.createFolders(made);
    assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
  }

  /** Only root can. */
  private static void giveAway(Path path) throws IOException {
    UserPrincipal nobody =
        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("65534");
    try {
      Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setOwner(nobody);
    } catch (FileSystemException e) {
      assumeTrue(false, "only root can give a file away");
    }
  }
}
