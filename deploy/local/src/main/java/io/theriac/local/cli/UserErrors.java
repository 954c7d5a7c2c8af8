package io.theriac.local.cli;

import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one sentence on standard error; the stack trace goes to the log only. */
final class UserErrors implements IExecutionExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(UserErrors.class);

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    LOG.error("{} failed", command.getCommandName(), e);
    command.getErr().println(command.getColorScheme().errorText("theriac: " + sentence(e)));
    command.getErr().println("Details: " + CliHome.logFile());
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String sentence(Throwable e) {
    Throwable said = e;
    while (said.getCause() != null
        && (said instanceof ExecutionException
            || said.getMessage() == null
            || said.getMessage().equals(said.getCause().toString()))) {
      said = said.getCause();
    }
    return said.getMessage() == null ? said.getClass().getSimpleName() : said.getMessage();
  }
}
