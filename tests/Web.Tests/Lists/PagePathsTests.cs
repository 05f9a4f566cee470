using Papers.Contracts;
using Papers.Web.Lists;

namespace Papers.Web.Tests.Lists;

public sealed class PagePathsTests
{
    [Theory]
    [InlineData("2401.01234", "/papers/2401.01234")]
    [InlineData("hep-th/9901001", "/papers/hep-th/9901001")]
    [InlineData("t-\"><script>", "/papers/t-%22%3E%3Cscript%3E")]
    public void Builds_the_path_of_a_paper(string id, string address) => Assert.Equal(address, PagePaths.Paper(new PaperId(id)));
}
