using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Papers.Web.Layout;

namespace Papers.Web.Tests.Layout;

public sealed class ErrorPagesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Error_pages_are_written_before_problem_details_in_any_order_of_registration(bool layoutFirst)
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (layoutFirst)
        {
            builder.AddLayout();
            builder.Services.AddProblemDetails();
        }
        else
        {
            builder.Services.AddProblemDetails();
            builder.AddLayout();
        }

        using var app = (IDisposable)builder.Build();

        Assert.IsType<ErrorPages>(((WebApplication)app).Services.GetServices<IProblemDetailsWriter>().First());
    }
}
