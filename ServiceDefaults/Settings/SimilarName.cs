namespace Papers.ServiceDefaults.Settings;

/// <summary>Finds what somebody most likely meant to write, by the least number of letters changed, added, removed or swapped.</summary>
internal static class SimilarName
{
    /// <summary>The most similar of the known names; null where more than a third of the letters differ.</summary>
    public static string? Find(string name, IEnumerable<string> known) =>
        known.Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(2, name.Split(':')[^1].Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    /// <summary>The optimal string alignment distance (Damerau and Levenshtein's, without changes inside of a swapped pair).</summary>
    public static int Distance(string first, string second)
    {
        var rows = new int[first.Length + 1, second.Length + 1];
        for (var i = 0; i <= first.Length; i++)
        {
            for (var j = 0; j <= second.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var change = first[i - 1] == second[j - 1] ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[first.Length, second.Length];
    }
}
