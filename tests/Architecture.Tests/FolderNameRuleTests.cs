namespace Papers.Architecture.Tests;

public sealed class FolderNameRuleTests
{
    private static readonly string[] SaysNothing = ["Common", "Core", "Shared", "Utils", "Helpers"];

    [Fact]
    public void Folders_are_named_for_what_is_in_them()
    {
        var folders = SourceTree.Folders();
        Assert.Contains("src/Contracts", folders);

        Assert.DoesNotContain(folders, SaysLittle);
    }

    [Theory]
    [InlineData("src/Web/Utils")]
    [InlineData("src/shared")]
    public void A_folder_that_could_hold_anything_is_found(string folder) => Assert.True(SaysLittle(folder));

    private static bool SaysLittle(string folder) => SaysNothing.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase);
}
