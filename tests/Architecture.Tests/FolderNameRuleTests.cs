namespace Papers.Architecture.Tests;

public sealed class FolderNameRuleTests
{
    private static readonly string[] s_meaningless = ["Common", "Core", "Shared", "Utils", "Helpers"];

    [Fact]
    public void Folders_are_named_for_their_content()
    {
        var folders = SourceTree.Folders();
        Assert.Contains("src/Contracts", folders);

        Assert.DoesNotContain(folders, IsMeaningless);
    }

    [Theory]
    [InlineData("src/Web/Utils")]
    [InlineData("src/shared")]
    public void A_folder_with_a_meaningless_name_is_found(string folder) => Assert.True(IsMeaningless(folder));

    private static bool IsMeaningless(string folder) => s_meaningless.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase);
}
