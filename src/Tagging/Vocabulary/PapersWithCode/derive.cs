#:project ../../Tagging.csproj

// Generates tasks.tsv from the task lists of Papers with Code and the decisions in curation.tsv. Run it in this folder:
//     dotnet run derive.cs -- FOLDER
// FOLDER holds paperswithcode-tasks.csv, -task-hierarchy.csv, -research-areas.csv and -areas-valid.jsonl. README.md has the rules.
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Papers.Tagging.Words;

string[] heads =
[
    "alignment", "analysis", "animation", "answering", "anticipation", "assessment", "attack", "attribution", "captioning", "classification",
    "clustering", "colorization", "completion", "compression", "comprehension", "conversion", "correction", "counting", "deblurring", "decoding",
    "defense", "dehazing", "denoising", "deraining", "detection", "diagnosis", "diarization", "disambiguation", "discovery", "editing",
    "embedding", "enhancement", "estimation", "extraction", "forecasting", "fusion", "generalization", "generation", "grounding", "hashing",
    "identification", "induction", "inpainting", "interpolation", "linking", "localization", "manipulation", "matching", "matting", "modeling",
    "navigation", "optimization", "parsing", "planning", "prediction", "ranking", "reasoning", "recognition", "recommendation", "reconstruction",
    "registration", "relighting", "removal", "rendering", "resolution", "restoration", "retrieval", "search", "segmentation", "separation",
    "simplification", "simulation", "spotting", "stabilization", "storytelling", "summarization", "synthesis", "tagging", "tracking", "transfer",
    "translation", "understanding", "unmixing", "verification", "visualization", "adaptation",
];
var headWords = heads.Select(head => Fold(head)).ToHashSet();

var verdicts = File.ReadLines("curation.tsv").Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')).ToList();
var kept = verdicts.Where(row => row[0] == "keep")
    .ToDictionary(row => Fold(row[1]), row => row[2..].Select(cell => cell.Split('=', 2)).ToDictionary(cell => cell[0], cell => cell[1]));
var dropped = verdicts.Where(row => row[0] == "drop").Select(row => Fold(row[1])).ToHashSet();
var same = verdicts.Where(row => row[0] == "same").ToDictionary(row => Fold(row[1]), row => Fold(row[2]));

// No phrase may be in both files: those of methods.tsv are left out here.
var methodPhrases = VocabularyPhrases("../methods.tsv");

var names = ReadNames(args[0]).Select(Clean).Where(name => name.Length > 0)
    .GroupBy(Fold)
    .ToDictionary(group => group.Key, group => group.MaxBy(name => (name.Count(char.IsUpper), name))!);
foreach (var missing in kept.Keys.Concat(dropped).Concat(same.Keys).Where(name => !names.ContainsKey(name)))
{
    Console.Error.WriteLine($"curation.tsv names '{missing}', which is not in the Papers with Code files.");
}

var chosen = names.Where(name => kept.ContainsKey(name.Key) || !dropped.Contains(name.Key) && !same.ContainsKey(name.Key) && IsTask(name.Value)).ToList();
var taken = new HashSet<string>(methodPhrases);
var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
foreach (var (key, original) in chosen.OrderByDescending(name => kept.ContainsKey(name.Key)).ThenBy(name => name.Key, StringComparer.Ordinal))
{
    var cells = kept.GetValueOrDefault(key) ?? [];
    var shown = cells.GetValueOrDefault("name") ?? SentenceCase(original);
    var others = same.Where(pair => pair.Value == key).Select(pair => names.GetValueOrDefault(pair.Key) ?? pair.Key).Select(AsSpelling);
    var spelledInOwnCase = shown.Any(char.IsUpper) && kept.ContainsKey(key) && cells.GetValueOrDefault("spell")?.Split('|').Contains("=" + shown) == true;
    string[] own = spelledInOwnCase ? [] : [AsSpelling(original)];
    var spellings = own.Concat(others).Concat(cells.GetValueOrDefault("spell")?.Split('|') ?? [])
        .SelectMany(WithVariants)
        .Where(spelling => spelling.Length > 0
            && (spelling[0] == '=' ? taken.Add(spelling) : Fold(spelling) is { Length: > 0 } folded && taken.Add(folded)))
        .ToList();
    if (spellings.Count == 0)
    {
        continue;
    }

    var slug = Regex.Replace(shown.Replace("'", "").ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-');
    rows.Add(slug, string.Join('\t', slug, shown, "task", string.Join('|', spellings),
        cells.GetValueOrDefault("except"), cells.GetValueOrDefault("within"), cells.GetValueOrDefault("mentions"), cells.GetValueOrDefault("note")));
}

File.WriteAllText("tasks.tsv", $"""
    # Tasks after Papers with Code, made by derive.cs: change curation.tsv instead. CC BY-SA 4.0, see README.md and LICENSE.
    {Papers.Tagging.Vocabulary.VocabularyFile.Header}
    {string.Join('\n', rows.Values)}

    """);
Console.WriteLine($"{names.Count} names, {rows.Count} tasks");

static string Fold(string phrase) => string.Join(' ', WordSpans.Fold(phrase));

static HashSet<string> VocabularyPhrases(string file) => File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Skip(1)
    .SelectMany(line => line.Split('\t')[3].Split('|')).Select(spelling => Fold(spelling.TrimStart('='))).ToHashSet();

// Runs of white space, cut-off lists ("…"), qualifiers in parentheses and stray brackets go.
static string Clean(string name)
{
    name = Regex.Replace(name, @"\s+", " ").Trim().TrimEnd('.').Trim();
    name = Regex.Replace(name, @"\s*\([^()]*\)", "");
    return name.Trim(' ', ')', '(');
}

// A lone abbreviation matches only in its own case.
static string AsSpelling(string name) => name.Length < 5 && name.All(char.IsUpper) ? "=" + name : name.ToLowerInvariant();

// Prefixes written as one word or with a hyphen: folding does not make these equal.
static IEnumerable<string> WithVariants(string spelling)
{
    (string One, string Two)[] variants =
    [
        ("multimodal", "multi-modal"), ("multilabel", "multi-label"), ("multiview", "multi-view"), ("multitask", "multi-task"),
        ("multiagent", "multi-agent"), ("dialogue", "dialog"),
    ];
    var variant = variants.FirstOrDefault(variant => spelling.Contains(variant.One) || spelling.Contains(variant.Two));
    return variant == default || spelling[0] == '=' ? [spelling]
        : spelling.Contains(variant.One) ? [spelling, spelling.Replace(variant.One, variant.Two)]
        : [spelling, spelling.Replace(variant.Two, variant.One)];
}

// Two to five words of letters, the last of which is an activity.
bool IsTask(string name)
{
    var words = WordSpans.Fold(name);
    return words.Count is > 1 and < 6
        && Regex.IsMatch(name, @"^([234]D[ -])?[A-Za-z][A-Za-z '/-]+$")
        && headWords.Contains(words[^1]);
}

static string SentenceCase(string name)
{
    string[] proper =
    [
        "Chinese", "Vietnamese", "Persian", "Arabic", "Hindi", "Bangla", "Twitter", "German", "Gaussian", "Bayesian", "Doppler", "Android", "Alzheimer",
    ];
    var words = name.Split(' ').Select((word, i) => string.Join('-', word.Split('-').Select((part, j) =>
        KeepsCase(part, isFirst: j == 0) ? part
        : i == 0 && j == 0 ? char.ToUpperInvariant(part.FirstOrDefault('-')) + part[Math.Min(1, part.Length)..].ToLowerInvariant()
        : part.ToLowerInvariant())));
    return string.Join(' ', words);

    bool KeepsCase(string part, bool isFirst) =>
        proper.Contains(part)
        || part.Skip(1).Any(char.IsUpper) && !part.All(char.IsUpper)
        || (part.Length is > 1 and < 5 || !isFirst) && part.All(c => char.IsUpper(c) || char.IsDigit(c));
}

static IEnumerable<string> ReadNames(string folder)
{
    foreach (var row in ReadCsv(Path.Combine(folder, "paperswithcode-tasks.csv")))
    {
        yield return row["Task Name"];
    }

    foreach (var row in ReadCsv(Path.Combine(folder, "paperswithcode-task-hierarchy.csv")))
    {
        yield return row["Parent Task"];
        foreach (var child in row["Child Tasks"].Split(';'))
        {
            yield return child;
        }
    }

    foreach (var name in ReadCsv(Path.Combine(folder, "paperswithcode-research-areas.csv")).SelectMany(row => row["Example Tasks"].Split(';')))
    {
        yield return name;
    }

    foreach (var line in File.ReadLines(Path.Combine(folder, "paperswithcode-areas-valid.jsonl")))
    {
        using var paper = JsonDocument.Parse(line);
        yield return paper.RootElement.GetProperty("task_id").GetString()!.Replace('-', ' ');
    }
}

static IEnumerable<Dictionary<string, string>> ReadCsv(string file)
{
    var records = Records(File.ReadAllText(file)).ToList();
    return records.Skip(1)
        .Where(cells => cells.Count == records[0].Count)
        .Select(cells => records[0].Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second));
}

// RFC 4180.
static IEnumerable<List<string>> Records(string text)
{
    var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
    for (var i = 0; i < text.Length; i++)
    {
        var c = text[i];
        if (quoted)
        {
            if (c == '"' && i + 1 < text.Length && text[i + 1] == '"') { cell.Append('"'); i++; }
            else if (c == '"') { quoted = false; }
            else { cell.Append(c); }
        }
        else if (c == '"') { quoted = true; }
        else if (c is ',' or '\n')
        {
            cells.Add(cell.ToString());
            cell.Clear();
            if (c == '\n') { yield return cells; cells = []; }
        }
        else if (c != '\r') { cell.Append(c); }
    }

    if (cells.Count > 0) { cells.Add(cell.ToString()); yield return cells; }
}
