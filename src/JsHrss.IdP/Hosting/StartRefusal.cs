using System.Data.Common;
using System.Security.Cryptography;
using JsHrss.IdP.Clients;
using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Hosting;

/// <summary>Failures of a start or a command that the operator, not the program, must mend: told by their message alone.</summary>
internal static class StartRefusal
{
    public static bool IsFor(Exception failure) => failure is
        InvalidOperationException or OptionsValidationException or ClientFilesException // wrong or missing configuration
        or CryptographicException // another master key than the database was sealed with
        or StoreUnavailableException or DbException or IOException or UnauthorizedAccessException;
}
