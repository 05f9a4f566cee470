using System.Globalization;
using System.Text.RegularExpressions;
using Papers.Contracts.Tagging;

namespace Papers.Tagging.Vocabulary;

/// <summary>
/// Reads a vocabulary file: tab-separated with one header line; lists within a cell separated by <c>|</c>; <c>=</c> before a spelling whose
/// case matters; comments in lines that begin with <c>#</c>. Throws <see cref="FormatException"/> with file and line.
/// </summary>
public static partial class VocabularyFile
{
    public const string Header = "slug\tname\tkind\tspellings\texcept\twithin\tmentions\tnote";

    public static IReadOnlyList<TagEntry> Read(string file, TextReader reader)
    {
        var entries = new List<TagEntry>();
        var headerSeen = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!headerSeen)
            {
                Require(line == Header, "the header line is missing", file, number);
                headerSeen = true;
                continue;
            }

            entries.Add(ReadEntry(line.Split('\t'), file, number));
        }

        return entries;
    }

    private static TagEntry ReadEntry(string[] cells, string file, int line)
    {
        Require(cells.Length == 8, $"expected 8 cells, found {cells.Length}", file, line);
        Require(SlugForm.IsMatch(cells[0]), $"'{cells[0]}' is not a slug", file, line);
        Require(cells[1].Length > 0, "the name is missing", file, line);
        Require(cells[2] is "task" or "method", $"kind must be task or method, not '{cells[2]}'", file, line);
        Require(cells[3].Length > 0, "the spelling is missing", file, line);
        var mentions = 1;
        Require(cells[6].Length == 0 || int.TryParse(cells[6], NumberStyles.None, CultureInfo.InvariantCulture, out mentions) && mentions > 0,
            $"mentions must be a positive number, not '{cells[6]}'", file, line);
        return new()
        {
            Slug = cells[0],
            Name = cells[1],
            Kind = cells[2] == "task" ? TagKind.Task : TagKind.Method,
            Spellings = [.. List(cells[3]).Select(text => text[0] == '=' ? new Spelling(text[1..], CaseMatters: true) : new(text, CaseMatters: false))],
            Except = List(cells[4]),
            Within = List(cells[5]),
            Mentions = mentions,
            Note = cells[7].Length == 0 ? null : cells[7],
        };
    }

    private static string[] List(string cell) => cell.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Require(bool holds, string fault, string file, int line)
    {
        if (!holds)
        {
            throw new FormatException($"{file}, line {line}: {fault}.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugForm { get; }
}
