using Papers.Web.Lists;

namespace Papers.Web.Tests.Lists;

public sealed class PageNumberTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("", 1)]
    [InlineData("0", 1)]
    [InlineData("-3", 1)]
    [InlineData("two", 1)]
    [InlineData("7", 7)]
    [InlineData("99999999999999999999", 1)]
    [InlineData("2000000000", 100_000)]
    public void An_invalid_page_number_is_the_first_page(string? text, int number) => Assert.Equal(number, PageNumber.Parse(text));

    [Fact]
    public void The_last_page_has_no_next()
    {
        Assert.True(new PageNumber(1, 50, 51).HasNext);
        Assert.False(new PageNumber(2, 50, 51).HasNext);
        Assert.False(new PageNumber(1, 50, 50).HasNext);
        Assert.False(new PageNumber(1, 50, 0).HasNext);
    }

    [Fact]
    public void Numbers_items_across_pages() => Assert.Equal(101, new PageNumber(3, 50, 500).First);
}
