package io.theriac.local.cli;

import io.theriac.streams.config.UserError;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns a failure into one sentence on standard error. The stack trace goes to the log, unless the
 * sentence tells all.
 */
final class UserErrors implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(UserErrors.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    command.getErr().println(command.getColorScheme().errorText("theriac: " + sentence(e)));
    if (e instanceof WrongOptionException) {
      command.getErr().printf("See ./%s --help.%n", command.getCommandSpec().qualifiedName());
      return command.getCommandSpec().exitCodeOnInvalidInput();
    }
    if (!tellsAll(e)) {
      LOG.error("{} failed", command.getCommandName(), e);
      command.getErr().println("Details: " + CliHome.logFile());
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static boolean tellsAll(Exception e) {
    return e.getCause() == null
        && (e instanceof UserError || e instanceof IllegalArgumentException);
  }

  private static String sentence(Throwable e) {
    Throwable said = e;
    while (said.getCause() != null
        && (said instanceof ExecutionException
            || said.getMessage() == null
            || said.getMessage().equals(said.getCause().toString()))) {
      said = said.getCause();
    }
    if (said instanceof FileSystemException file) {
      return "%s: %s".formatted(file.getFile(), reason(file));
    }
    return said.getMessage() == null ? said.getClass().getSimpleName() : said.getMessage();
  }

  /** The JDK tells some reasons by the type alone. */
  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file or directory.";
    }
    if (e instanceof AccessDeniedException) {
      return "access is denied: see the permissions.";
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "it is a file, where a directory is needed.";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
