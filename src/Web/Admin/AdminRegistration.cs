using Papers.Web.Admin.Faults;

namespace Papers.Web.Admin;

internal static class AdminRegistration
{
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<AdminOptions>().BindConfiguration(AdminOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<FaultDesk>();
        builder.Services.AddSingleton<OperatorDesk>();
    }
}
