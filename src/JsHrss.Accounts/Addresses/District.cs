namespace JsHrss.Accounts.Addresses;

/// <summary>所在地区: a county or district, by six digits of GB/T 2260, with the names that stood above it when it was chosen: what is written down stays readable when the list changes.</summary>
public sealed record District
{
    /// <summary>Six digits.</summary>
    public required string Code { get; init; }

    /// <summary>Province, autonomous region, municipality or special administrative region, for instance 江苏省.</summary>
    public required string Province { get; init; }

    /// <summary>City, for instance 南京市; null: directly below the province.</summary>
    public string? City { get; init; }

    /// <summary>Own name, for instance 玄武区; null: the province has no divisions below it in the list.</summary>
    public string? Name { get; init; }

    /// <summary>「江苏省南京市玄武区」.</summary>
    public string FullName => $"{Province}{City}{Name}";

    /// <summary>The first two digits.</summary>
    public string ProvinceCode => Code[..2];

    /// <summary>Reads a code. Refused with <see cref="AddressErrors.DistrictMissing"/> or <see cref="AddressErrors.DistrictUnknown"/>.</summary>
    public static Result<District> Read(string? code) =>
        string.IsNullOrWhiteSpace(code) ? new Refusal(AddressErrors.DistrictMissing) : Divisions.Find(code) is { } district ? district : new Refusal(AddressErrors.DistrictUnknown);

    /// <inheritdoc />
    public override string ToString() => Code;
}
