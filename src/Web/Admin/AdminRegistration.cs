using Papers.ServiceDefaults.Settings;
using Papers.Web.Admin.FailedMessages;
using Papers.Web.Admin.SignIn;

namespace Papers.Web.Admin;

internal static class AdminRegistration
{
    public static void AddAdmin(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<AdminOptions>(AdminOptions.Section);
        builder.AddAdminAuthentication();
        builder.Services.AddSingleton<AdminClient>();
        builder.Services.AddSingleton<ServiceProxy>();
        builder.Services.AddSingleton<FailedMessageClient>();
    }
}
