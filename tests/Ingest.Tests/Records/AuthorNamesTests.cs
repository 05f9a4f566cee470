using Papers.Ingest.Records;

namespace Papers.Ingest.Tests.Records;

public sealed class AuthorNamesTests
{
    [Theory]
    [InlineData("Moreno D'Incà; Elia Peruzzo", "M. D'Inca; E. Peruzzo")]
    [InlineData("Lovelace, Ada", "Ada Lovelace")]
    [InlineData("Ada Lovelace", "")]
    [InlineData("A B; C D; E F", "A B; C D; X Y")]
    [InlineData("A B; C D; E F; G H", "A B")]
    public void The_same_people_in_other_spellings_are_compatible(string one, string other) => Assert.True(Compatible(one, other));

    [Theory]
    [InlineData("Donald Knuth", "Edsger Dijkstra")]
    [InlineData("A B; C D", "A B; X Y")]
    public void Other_people_are_not(string one, string other) => Assert.False(Compatible(one, other));

    private static bool Compatible(string one, string other)
    {
        var (first, second) = (Names(one), Names(other));
        Assert.Equal(AuthorNames.AreCompatible(first, second), AuthorNames.AreCompatible(second, first));
        return AuthorNames.AreCompatible(first, second);
    }

    private static string[] Names(string text) => text.Split("; ", StringSplitOptions.RemoveEmptyEntries);
}
