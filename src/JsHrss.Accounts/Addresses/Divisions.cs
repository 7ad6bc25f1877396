using System.Collections.Frozen;
using System.Collections.Immutable;

namespace JsHrss.Accounts.Addresses;

/// <summary>The divisions of the country that addresses are chosen from: provinces, cities, counties and districts (README of this folder says whose list it is). Read once.</summary>
public static class Divisions
{
    /// <summary>江苏省, where most people here live.</summary>
    public const string Jiangsu = "32";

    private const string Resource = "divisions.tsv";

    private static readonly FrozenDictionary<string, District> ByCode;

    static Divisions()
    {
        Provinces = Load();
        ByCode = Provinces.SelectMany(province => province.Groups).SelectMany(group => group.Districts).ToFrozenDictionary(district => district.Code, StringComparer.Ordinal);
    }

    /// <summary>All, by code.</summary>
    public static ImmutableArray<Province> Provinces { get; }

    /// <summary>The county or district of a code; null: there is none.</summary>
    /// <param name="code">May be hostile.</param>
    public static District? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The province of a code of two digits; null: there is none.</summary>
    /// <param name="code">May be hostile.</param>
    public static Province? FindProvince(string? code) => Provinces.FirstOrDefault(province => province.Code == code);

    private static ImmutableArray<Province> Load()
    {
        using var stream = typeof(Divisions).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The assembly lacks {Resource}.");
        using var lines = new StreamReader(stream);
        var provinces = ImmutableArray.CreateBuilder<Province>();
        (string Code, string Name)? province = null;
        string? city = null;
        var groups = ImmutableArray.CreateBuilder<DistrictGroup>();
        var districts = ImmutableArray.CreateBuilder<District>();
        while (lines.ReadLine() is { } line)
        {
            var (code, name) = line.Split('\t') is [var first, var second] ? (first, second) : throw new InvalidOperationException($"{Resource}: a line is not a code and a name: {line}");
            switch (code.Length)
            {
                case 2:
                    EndProvince();
                    province = (code, name);
                    break;
                case 4:
                    EndCity();
                    city = name;
                    break;
                default:
                    districts.Add(new District { Code = code, Province = province!.Value.Name, City = IsProper(city!, province.Value.Name) ? city : null, Name = name == province.Value.Name ? null : name });
                    break;
            }
        }

        EndProvince();
        return provinces.ToImmutable();

        void EndCity()
        {
            if (city is not null)
                groups.Add(new DistrictGroup(city, districts.DrainToImmutable()));
            city = null;
        }

        void EndProvince()
        {
            EndCity();
            if (province is { } ended)
                provinces.Add(new Province(ended.Code, ended.Name, groups.DrainToImmutable()));
        }
    }

    /// <summary>市辖区, 县 and 省直辖县级行政区划 are headings of the list and no part of an address.</summary>
    private static bool IsProper(string city, string province) => city is not ("市辖区" or "县") && !city.Contains("直辖县级", StringComparison.Ordinal) && city != province;
}

/// <summary>A province with what lies in it.</summary>
/// <param name="Code">Two digits.</param>
/// <param name="Name">For instance 江苏省.</param>
/// <param name="Groups">By city.</param>
public sealed record Province(string Code, string Name, ImmutableArray<DistrictGroup> Groups);

/// <summary>The counties and districts of a city.</summary>
/// <param name="Name">The city's, or the list's heading where there is no city.</param>
/// <param name="Districts">By code.</param>
public sealed record DistrictGroup(string Name, ImmutableArray<District> Districts);
