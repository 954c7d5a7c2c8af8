package io.theriac.streams.backtest.html;

import java.util.List;
import java.util.Locale;

/** Pieces of HTML. */
final class Html {

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** A table; the first column names rows. A line break in a cell stays one. */
  static String table(List<String> header, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
    header.forEach(cell -> table.append("<th>").append(escape(cell)).append("</th>"));
    table.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        String kind = i > 0 && isFigure(cell) ? " class=\"figure\"" : "";
        table
            .append("<td")
            .append(kind)
            .append('>')
            .append(escape(cell).replace("\n", "<br>"))
            .append("</td>");
      }
      table.append("</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }

  private static boolean isFigure(String cell) {
    return cell.isEmpty() || "+-−0123456789–".indexOf(cell.charAt(0)) >= 0 && cell.length() < 30;
  }

  /** A picture with what it shows. */
  static String figure(Svg picture, String caption) {
    return "<figure>\n" + picture + "<figcaption>" + escape(caption) + "</figcaption></figure>\n";
  }

  static String paragraph(String text) {
    return "<p>" + escape(text) + "</p>\n";
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String three(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
  }
}
