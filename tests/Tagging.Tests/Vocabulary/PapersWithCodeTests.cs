using System.Runtime.CompilerServices;

namespace Papers.Tagging.Tests.Vocabulary;

public sealed class PapersWithCodeTests
{
    [Theory]
    [InlineData("LICENSE", "Creative Commons Attribution-ShareAlike 4.0 International")]
    [InlineData("README.md", "Papers with Code")]
    [InlineData("README.md", "CC BY-SA 4.0")]
    [InlineData("tasks.tsv", "CC BY-SA 4.0")]
    [InlineData("curation.tsv", "CC BY-SA 4.0")]
    public void Derived_files_name_their_source_and_licence(string file, string words) =>
        Assert.Contains(words, File.ReadAllText(Path.Combine(Folder(), file)));

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Tagging/Vocabulary/PapersWithCode")); // a source file stands in a folder
}
