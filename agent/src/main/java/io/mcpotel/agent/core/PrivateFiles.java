// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.Set;

/**
 * Files that no other user of this machine can read, and that none can put in another place. Root
 * can do anything anyway, so what is root's is taken for ours.
 */
public final class PrivateFiles {

  private static final String POSIX = "posix";
  private static final int MOST_LINKS = 40;

  /** Its links are the kernel's, and lead to what no path leads to, such as a pipe. */
  private static final Path KERNELS = Path.of("/proc");

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private PrivateFiles() {}

  /**
   * The file that a path leads to, which need not exist.
   *
   * @throws FileSystemException where another user has laid a link there, or the file itself in a
   *     folder that everybody writes to
   */
  public static Path behindLinks(Path path) throws IOException {
    Path file = path.toAbsolutePath();
    for (int links = 0; ; links++) {
      Path folder = file.getParent();
      file = folder == null ? file : folder.toRealPath().resolve(file.getFileName());
      if (isKernels(file) || !isPosix(file)) {
        return file;
      }
      boolean link = Files.isSymbolicLink(file);
      // Who may write to a folder that is not everybody's was let in by its owner.
      if (link || isEverybodys(file.getParent())) {
        refuseOthers(file, path, link ? "a link there" : "it");
      }
      if (!link) {
        return file;
      }
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
  }

  /**
   * How to open what {@link #behindLinks} returned: not by a link that was laid there since.
   *
   * @param options how else to open it
   */
  public static Set<OpenOption> unlinked(Path file, OpenOption... options) {
    Set<OpenOption> all = new HashSet<>(Set.of(options));
    if (!isKernels(file)) {
      all.add(LinkOption.NOFOLLOW_LINKS);
    }
    return all;
  }

  /** Makes a folder and those above it, where they are not there. */
  public static void createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, attributes(folder, "rwx------"));
    }
  }

  /** What to create a file with. */
  public static FileAttribute<?>[] ownerOnly(Path file) {
    return attributes(file, "rw-------");
  }

  /** What others may do with a file that is there is for the one who let them to decide. */
  public static void copyPermissions(Path from, Path to) throws IOException {
    try {
      if (isPosix(from)) {
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
      }
    } catch (NoSuchFileException e) {
      // Nobody has decided anything.
    }
  }

  private static FileAttribute<?>[] attributes(Path file, String permissions) {
    return isPosix(file)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void refuseOthers(Path file, Path path, String what) throws IOException {
    UserPrincipal owner;
    try {
      owner = owner(file);
    } catch (NoSuchFileException e) {
      return;
    }
    if (!owner.equals(owner(file.getRoot())) && !owner.equals(ourselves(file))) {
      throw new FileSystemException(
          path.toString(), null, what + " belongs to another user, " + owner.getName());
    }
  }

  private static boolean isEverybodys(Path folder) throws IOException {
    return folder != null
        && Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
  }

  private static UserPrincipal owner(Path file) throws IOException {
    return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static UserPrincipal ourselves(Path file) throws IOException {
    return Files.exists(THIS_PROCESS)
        ? Files.getOwner(THIS_PROCESS)
        : file.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
  }

  private static boolean isKernels(Path file) {
    return file.startsWith(KERNELS);
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains(POSIX);
  }
}
